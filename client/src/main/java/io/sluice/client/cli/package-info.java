/** The command line over the client. */
@NullMarked
package io.sluice.client.cli;

import org.jspecify.annotations.NullMarked;
