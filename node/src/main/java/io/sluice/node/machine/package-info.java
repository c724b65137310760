/** The deterministic rules: one entry in, rows, replies and effects out. */
@NullMarked
package io.sluice.node.machine;

import org.jspecify.annotations.NullMarked;
