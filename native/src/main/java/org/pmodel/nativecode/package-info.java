/**
 * Compiles generated C++, keeps it, and calls it.
 *
 * <pre>{@code
 * try (KernelLibrary kernel = NativeCompiler.find().orElseThrow().load(text);
 *         NativeContext context = NativeContext.open(1)) {
 *     context.setArray(0, data);
 *     context.setIn(theta);
 *     context.out(1 + theta.length);
 *     if (context.call(kernel.function("gradient")) == NativeContext.OK) {
 *         context.getOut(valueAndGradient);
 *     } else {
 *         NativeFault fault = context.fault();
 *     }
 * }
 * }</pre>
 *
 * {@link org.pmodel.nativecode.NativeSupport} says whether this machine can; the headers that kernels include lie in
 * {@code include/pm}, beginning with {@code context.h}, the ABI.
 */
package org.pmodel.nativecode;
