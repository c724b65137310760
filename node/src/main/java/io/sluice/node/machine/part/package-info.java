/** Building blocks of machines that know no kind of resource. */
@NullMarked
package io.sluice.node.machine.part;

import org.jspecify.annotations.NullMarked;
