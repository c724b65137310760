/** Access keys at the edge: how secrets are made and kept, which keys a node knows, and who proves what with them. */
@NullMarked
package io.sluice.node.edge.keys;

import org.jspecify.annotations.NullMarked;
