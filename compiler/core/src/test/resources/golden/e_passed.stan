functions {
  real twice((real, ...) => real f, real x, ...) { return f(f(x, ...), ...); }
}
