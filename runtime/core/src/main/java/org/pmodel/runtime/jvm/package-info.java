/** What a kernel that was printed as Java is compiled against. */
package org.pmodel.runtime.jvm;
