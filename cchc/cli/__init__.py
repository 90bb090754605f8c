"""Parse, call, echo, exit: the only code that prints and reads clock, environment."""
