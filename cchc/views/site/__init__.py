"""The site: pages of HTML in a folder, or all of them in one file.

Templates (`cchc/data/site`) hold the markup; a workspace's own in `templates/site/`
come before them. Plans are rendered one at a time and then forgotten.
"""
