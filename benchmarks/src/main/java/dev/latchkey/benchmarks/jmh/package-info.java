/** JMH benchmarks of the paths that every byte of an answer takes. */
@org.jspecify.annotations.NullMarked
package dev.latchkey.benchmarks.jmh;
