package com.tkr.embed.embedding.batching;

import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.model.ModelInput;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SharedBeginningsTest {
  private static PendingInput sharing(int shared, int... ids) {
    ModelInput input = new ModelInput(ids, 0, shared, List.of());
    return new PendingInput(input, 1, BatchGuard.NONE.mark(input));
  }

  private static List<Integer> places(List<PendingInput> batch) {
    List<PendingInput> together = SharedBeginnings.together(batch);
    return together.stream().map(batch::indexOf).toList();
  }

  @Test
  void documentsOfOneQueryFollowEachOther() {
    assertThat(
            places(
                List.of(
                    sharing(2, 1, 1, 5),
                    sharing(2, 2, 2, 5),
                    sharing(0, 9),
                    sharing(2, 1, 1, 6),
                    sharing(2, 2, 2, 6),
                    sharing(2, 1, 1, 7))))
        .containsExactly(0, 3, 5, 1, 4, 2);
  }

  @Test
  void whatSharesNothingStaysWhereItIs() {
    List<PendingInput> batch = IntStream.range(0, 5).mapToObj(i -> sharing(0, 1, 1, i)).toList();
    assertThat(places(batch)).containsExactly(0, 1, 2, 3, 4);
  }
}
