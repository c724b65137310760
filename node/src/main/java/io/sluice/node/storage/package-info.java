/** RocksDB behind the views and transactions of the state. */
@NullMarked
package io.sluice.node.storage;

import org.jspecify.annotations.NullMarked;
