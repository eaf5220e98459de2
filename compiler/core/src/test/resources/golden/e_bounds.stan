data { int<offset=2> k; int<lower=1.5> j; }
