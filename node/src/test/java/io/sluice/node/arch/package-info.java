/** The house rules as tests: floors, purity and tidiness. */
@NullMarked
package io.sluice.node.arch;

import org.jspecify.annotations.NullMarked;
