/** The description of the public protocol at run time, and checking JSON against it. */
@org.jspecify.annotations.NullMarked
package dev.latchkey.protocol.schema;
