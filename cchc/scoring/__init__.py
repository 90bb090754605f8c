"""A scoring scheme on the facts of an office: points, index, class.

`expressions` is the language of tests and measures; `facts` reads values; `rules`
works out a leaf; `score` a whole scheme; `known` what follows from a plan; `soundness`
what is wrong in a scheme; `gains` what would raise the score; `compare` years, offices.
"""
