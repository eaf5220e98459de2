modle { }
