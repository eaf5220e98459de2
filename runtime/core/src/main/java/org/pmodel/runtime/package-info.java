/** Models on engines: {@link org.pmodel.runtime.CompiledModel} binds a model to {@link org.pmodel.runtime.Data} and answers questions about it. */
package org.pmodel.runtime;
