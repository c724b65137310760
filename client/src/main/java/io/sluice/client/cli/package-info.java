/** The {@code sluice} command line: tables for people, JSON for scripts. */
@NullMarked
package io.sluice.client.cli;

import org.jspecify.annotations.NullMarked;
