/** Rules of the machines as readable scripts, and the bytes of log and disk as text. */
@NullMarked
package io.sluice.node.golden;

import org.jspecify.annotations.NullMarked;
