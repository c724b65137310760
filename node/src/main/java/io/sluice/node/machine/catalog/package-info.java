/** The rules of the catalog: names, placement and the pool of tablets. */
@NullMarked
package io.sluice.node.machine.catalog;

import org.jspecify.annotations.NullMarked;
