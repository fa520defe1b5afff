/** Tools from annotated methods and from lambdas. */
@NullMarked
package com.github.copilot.tool;

import org.jspecify.annotations.NullMarked;
