#pragma once

#include <cstdint>
#include <deque>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "model/modelfile/pytorch/pickle.h"

namespace calving
{

//! A pickle that makes no sense. what() is the end of a sentence: "... because it ends early".
class PickleFault : public std::runtime_error
{
public:
  using std::runtime_error::runtime_error;
};

//! The stack and memo of the machine that a pickle is a program for. Throws PickleFault where a value is
//! missing.
class PickleStack
{
public:
  using Items = std::vector<PickleValue *>;

  //! New values go to \a values, which must live as long as the stack.
  explicit PickleStack( std::deque<PickleValue> &values );

  void pushOpaque() { push( mOpaque ); }
  void pushInteger( std::int64_t value );
  //! A Text or Global.
  void pushText( PickleValue::Kind kind, std::string text );
  //! A Sequence, Table, Call or Persistent.
  void pushItems( PickleValue::Kind kind, const Items &items );
  //! The call itself; for a class of dictionaries, an empty Table. REQUIRES: two items.
  void pushCall( const Items &items );
  //! The name of a class in the two texts of \a items. REQUIRES: two items.
  void pushGlobal( const Items &items );

  //! Adds \a items to the top value, unless its kind is not \a kind: state of unknown objects is dropped.
  void extendTop( PickleValue::Kind kind, const Items &items );

  PickleValue *pop();
  //! The topmost \a count values, the deepest first.
  Items pop( int count );
  //! All above the last mark, which goes too.
  Items popToMark();
  void pushMark();
  void duplicateTop() { push( top() ); }

  void remember( std::uint64_t key );
  void rememberNext() { remember( mMemo.size() ); }
  void recall( std::uint64_t key );

private:
  PickleValue *top() const;
  //! The lowest height to which pop() may go.
  std::size_t floor() const { return mMarks.empty() ? 0 : mMarks.back(); }
  PickleValue *make( PickleValue::Kind kind );
  void push( PickleValue *value );
  //! Throws PickleFault where this is one step too many.
  void countStep();

  std::deque<PickleValue> &mValues;
  std::vector<PickleValue *> mStack;
  //! Heights of the stack at which a mark lies.
  std::vector<std::size_t> mMarks;
  std::unordered_map<std::uint64_t, PickleValue *> mMemo;
  PickleValue *mOpaque;
  //! Values pushed or remembered so far, and marks.
  std::size_t mSteps = 0;
};

} // namespace calving
