#pragma once

namespace calving
{

//! What a column of a table or layer holds.
enum class ColumnKind
{
  Text,
  //! A day.
  Date,
  //! A moment, UTC.
  DateTime,
  Whole,
  Number
};

//! One column of a table or layer: everything about it in one place.
struct Column
{
  const char *name;
  //! Its name in Shapefiles, of at most ten letters.
  const char *alias;
  ColumnKind kind;
  //! For people, in a few words.
  const char *meaning;
  //! Empty where it has none, or the meaning says it.
  const char *unit = "";
  //! Of a text: the most letters that it may have; 0: any.
  int length = 0;
};

} // namespace calving
