/** Checks values against JSON Schemas: as much of them as answers and arguments need. */
package dev.latchkey.runtime.schema;
