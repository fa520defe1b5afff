/** Options, results and handlers. Unset options are null and are not sent. */
package com.github.copilot.rpc;
