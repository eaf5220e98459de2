functions {
  tuple(real, vector) split(vector v) { return (v[1], v[2:]); }
}
data { tuple(int, array[2] tuple(real, real)) t; vector[3] v; }
transformed data {
  real a = t.2[1].2 + t.1;
  tuple(real, vector[2]) p = split(v);
  real b;
  vector[2] c;
  (b, c) = split(v);
  p.1 = 2;
  complex z = 3 + 2i;
}
