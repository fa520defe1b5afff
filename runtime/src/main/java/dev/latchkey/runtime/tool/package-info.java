/** What a tool is. Built-in tools, tools of clients and tools of MCP servers all look like this. */
package dev.latchkey.runtime.tool;
