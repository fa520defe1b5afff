/** A simulator per test for JUnit 5 and 6. */
@NullMarked
package dev.latchkey.simulator.junit;

import org.jspecify.annotations.NullMarked;
