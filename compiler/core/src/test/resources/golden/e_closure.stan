model { real f(real x) { return x; } target += f(1); }
