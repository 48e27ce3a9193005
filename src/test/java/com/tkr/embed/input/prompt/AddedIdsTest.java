package com.tkr.embed.input.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddedIdsTest {
  private static final String TEMPLATE =
      "{'type':'TemplateProcessing','single':[{'SpecialToken':{'id':'a'}},{'Sequence':{'id':'A'}},"
          + "{'SpecialToken':{'id':'b'}},{'SpecialToken':{'id':'c'}}],"
          + "'pair':[{'SpecialToken':{'id':'z'}}],"
          + "'special_tokens':{'a':{'ids':[1]},'b':{'ids':[2,3]}}}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "null | [] | []",
        "{'type':'ByteLevel'} | [] | []",
        TEMPLATE + " | [1] | [2, 3, 4]",
        "{'type':'RobertaProcessing','sep':['s',8],'cls':['c',7]} | [7] | [8]",
        "{'type':'Sequence','processors':[{'type':'ByteLevel'},"
            + TEMPLATE
            + "]} | [1] | [2, 3, 4]",
        "{'type':'Sequence','processors':["
            + TEMPLATE
            + ",{'type':'BertProcessing','sep':['s',8],'cls':['c',7]}]} | [7, 1] | [2, 3, 4, 8]",
      })
  void theyAreThoseOfTheSingleTemplate(String json, String before, String after)
      throws JsonProcessingException {
    AddedIds found = of(json);

    assertThat(Arrays.toString(found.before())).isEqualTo(before);
    assertThat(Arrays.toString(found.after())).isEqualTo(after);
    assertThat(found.isEmpty()).isEqualTo((before + after).equals("[][]"));
  }

  @Test
  void aTokenWithoutAnIdIsDamage() {
    assertThatThrownBy(() -> of(TEMPLATE.replace("'c'", "'d'")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> of("{'type':'BertProcessing','sep':['s',8]}"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static AddedIds of(String json) throws JsonProcessingException {
    return AddedIds.of(new ObjectMapper().readTree(json.replace('\'', '"')), Map.of("c", 4));
  }
}
