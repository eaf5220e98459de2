transformed data {
  1 ~ normal(0, 1);
}
parameters { real x; ordered[3] o; }
