"""BloomCoin's rules, written from spec/ alone."""
