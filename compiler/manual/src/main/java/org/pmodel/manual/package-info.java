/** The reference of the library as pages for a browser: a page for each chapter, with formulas, pictures and examples made from the definitions. */
package org.pmodel.manual;
