"""Entry point: `cchc` and `python -m cchc`."""

import gc
import os
import sys

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
    # Nearly all objects live until the end: looking for garbage only costs time.
    gc.set_threshold(200_000, 20, 100)
    from cchc.cli.app import run

    try:
        run(sys.argv[1:])
    finally:
        # The interpreter's last search before it ends would walk every object once
        # more, an eighth of the time of `cchc status`.
        gc.freeze()


if __name__ == "__main__":
    main()
