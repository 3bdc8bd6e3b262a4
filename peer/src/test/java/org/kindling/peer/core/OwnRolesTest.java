package org.kindling.peer.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.Instruction;
import org.kindling.protocol.identity.Role;

class OwnRolesTest {
    private final OnePeer one = new OnePeer().born();

    private void instruct(Instruction instruction) {
        one.step(new Event.Instructed(instruction));
        one.pass(1);
    }

    @Test
    void ourRecordSaysThatWeMineAsSoonAsWeDoAndNoLongerThanWeDo() {
        assertThat(one.peer.view().self().roles()).containsExactly(Role.FULL);

        instruct(new Instruction.StartMining());
        assertThat(one.peer.view().self().roles()).containsExactly(Role.FULL, Role.PRODUCER);

        instruct(new Instruction.StopMining());
        assertThat(one.peer.view().self().roles()).containsExactly(Role.FULL);
    }
}
