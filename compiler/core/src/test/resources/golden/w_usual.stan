functions {
  real later(real x);
  real later(real x) {
    real y;
    if (x > 0) y = 1;
    return y;
    y = 2;
  }
  real add_lp(real x) {
    target += x;
    return x;
  }
  int first(array[] int x) {
    int at;
    for (i in 1:size(x)) {
      if (x[i] > 0) {
        at = i;
        break;
      }
      at = 0;
    }
    int k;
    while (1) {
      if (at > k) {
        reject("none");
      }
      k = at;
      break;
    }
    return at + k;
  }
}
transformed data {
  int n;
  array[3] int m;
  array[0] real none;
  for (i in 1:3) if (i > 1) m[i] = i;
  print(m, none, size(n ? m : m));
}
parameters {
  real x;
}
transformed parameters {
  real z = add_lp(x);
}
model {
  real u;
  real w = later(z);
  w = w;
  vector[2] v = algebra_solver([1, 2]');
  v[1] = v[1];
  v[1] = v[2];
  if (1 < w < 3) u = w;
  else if ((1 < w) < 3) reject("w is ", w);
  else {
    for (i in 1:3) {
      continue;
      u = 1;
    }
  }
  x ~ normal(u, 3 / 2);
}
