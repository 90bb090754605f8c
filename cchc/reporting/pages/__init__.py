"""What the pages of the site contain, as data.

Plans come one at a time: `duties` puts what one plan owes into rows, `Overview` keeps
of each only figures that do not grow with its tasks, `events` are its days.
"""
