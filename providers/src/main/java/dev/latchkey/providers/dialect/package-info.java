/** How servers deviate from their wire: written down, and learned from what they refuse. */
@org.jspecify.annotations.NullMarked
package dev.latchkey.providers.dialect;
