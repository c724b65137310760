/** AWS's SDK for Java as a client of the benchmark, apart from the command line because of what it brings along. */
@NullMarked
package io.sluice.aws.bench;

import org.jspecify.annotations.NullMarked;
