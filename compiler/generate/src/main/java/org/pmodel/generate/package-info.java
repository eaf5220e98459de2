/** From the library's definitions to Java classes: what each family and each constraint can compute, as kernels that need no front end. */
package org.pmodel.generate;
