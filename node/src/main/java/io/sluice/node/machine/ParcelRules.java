package io.sluice.node.machine;

import io.sluice.node.command.Parcel;
import io.sluice.node.model.ResourceId;
import io.sluice.node.model.TabletId;

/** What a tablet asks of those who send and take parcels. A parcel of another kind is left alone. */
public interface ParcelRules {
    /** Takes in what a parcel carries; false when it is not for anything here. */
    boolean arrive(Parcel parcel, TabletId from, Turn turn);

    /** A parcel that was sent from here was refused, and another resource takes it, as it has the name now. */
    void inherited(Parcel parcel, ResourceId heir, TabletId tablet, Turn turn);

    /** A parcel that was sent from here has been taken, or was refused and is back. */
    void settled(Parcel parcel, boolean refused, Turn turn);
}
