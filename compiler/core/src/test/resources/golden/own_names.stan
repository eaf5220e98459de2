// A function of the program may have the name and types of one of the library, which goes on using its own.
functions {
  real square(real x) { return x * x * x; }
}
data { real y; }
parameters { real mu; }
model {
  y ~ normal(square(mu), 1);
}
