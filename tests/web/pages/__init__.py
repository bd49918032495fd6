"""Pages with rows behind them: doors, secrecy, dialogs, a fixed number of queries."""
