"""Documents to draft plans.

`readers` bring every format to one shape (`source`); `parts`, `head`, `outline`,
`lists` and `prose` find what a decision holds; `rows`, `bodies`, `products`,
`thresholds` and `citations` read it; `draft` puts the plan together with every doubt;
`writing` and `filing` put it into a workspace.
"""
