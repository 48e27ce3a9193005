package com.tkr.embed.selftest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tkr.embed.model.ImagePixels;
import com.tkr.embed.model.ModelInput;
import java.util.List;
import org.junit.jupiter.api.Test;

class SmallPictureTest {
  private final SmallPicture small = new SmallPicture(1);

  @Test
  void four_tokens_and_pixels_are_left() {
    byte[] rgb = new byte[4 * 3 * 3];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (i / 3);
    }
    int[] ids = {7, 7, 1, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 2, 9};
    ModelInput input = new ModelInput(ids, 2, List.of(new ImagePixels(4, 3, rgb)));
    ModelInput fewer = small.in(input);
    assertThat(fewer.inputIds()).containsExactly(7, 7, 1, 9, 9, 9, 9, 2, 9);
    assertThat(fewer.prefixLength()).isEqualTo(2);
    assertThat(fewer.images())
        .singleElement()
        .satisfies(
            picture -> {
              assertThat(picture.height()).isEqualTo(2);
              assertThat(picture.width()).isEqualTo(2);
              assertThat(picture.rgb()).containsExactly(0, 0, 0, 1, 1, 1, 6, 6, 6, 7, 7, 7);
            });
  }

  @Test
  void an_input_without_a_picture_is_left_as_it_is_and_one_without_its_place_is_refused() {
    ModelInput text = new ModelInput(new int[] {1, 2}, 0, List.of());
    assertThat(small.in(text)).isSameAs(text);
    ImagePixels picture = new ImagePixels(3, 3, new byte[27]);
    assertThatThrownBy(() -> small.in(new ModelInput(new int[] {1, 2}, 0, List.of(picture))))
        .isInstanceOf(IllegalStateException.class);
  }
}
