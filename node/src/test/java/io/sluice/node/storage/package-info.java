/** Proof of the store: against a naive one, against kills, and its cost. */
@NullMarked
package io.sluice.node.storage;

import org.jspecify.annotations.NullMarked;
