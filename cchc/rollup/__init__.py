"""Many workspaces as tables: Parquet files, and questions asked of them.

`tables` says which tables and columns there are, `rows` makes them of one workspace,
`parts` writes them; `questions` are expressions that two engines answer alike. The
packages that this needs come with the extras `[scale]` and `[spark]`.
"""
