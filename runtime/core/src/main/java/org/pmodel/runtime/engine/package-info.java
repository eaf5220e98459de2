/** Engines: what turns a divided kernel program into something that can be bound to data and run. */
package org.pmodel.runtime.engine;
