"""Entry point: `cchc` and `python -m cchc`."""

import gc
import os
import sys
from importlib.util import LazyLoader, find_spec, module_from_spec

from cchc import __version__


def main() -> None:
    """Run the command line; `--version` answers before anything is imported."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        try:
            print(f"cchc {__version__}", flush=True)
            return
        except OSError:  # a full disk: told like everywhere else
            pass
    # We use no pydantic plugins; looking for them opens a file of every installed
    # package, a sixth of the time of `cchc status`.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    _load_later("importlib.metadata")
    # Nearly all objects live until the end: looking for garbage only costs time.
    gc.set_threshold(200_000, 20, 100)
    from cchc.cli.app import run

    try:
        run(sys.argv[1:])
    finally:
        # The interpreter's last search before it ends would walk every object once
        # more, an eighth of the time of `cchc status`.
        gc.freeze()


def _load_later(name: str) -> None:
    """Let a module load when something of it is used.

    Pydantic imports the reader of package metadata, and with it that of e-mail, to
    look for plugins that we do not use.
    """
    package, _, last = name.rpartition(".")
    spec = find_spec(name)
    if name in sys.modules or spec is None or spec.loader is None:
        return
    spec.loader = LazyLoader(spec.loader)
    module = module_from_spec(spec)
    sys.modules[name] = module
    setattr(sys.modules[package], last, module)
    spec.loader.exec_module(module)


if __name__ == "__main__":
    main()
