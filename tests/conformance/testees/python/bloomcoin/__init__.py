"""BloomCoin's Proof of Coherence in plain Python integers: one module for each page of spec/."""
