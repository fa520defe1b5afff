/** The file {@code latchkey.yaml}: where it is, what it says and in which line. */
@NullMarked
package dev.latchkey.server.config;

import org.jspecify.annotations.NullMarked;
