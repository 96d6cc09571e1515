#pragma once

#include "algorithms/algorithm.h"

namespace calving
{

//! Base of the algorithms that preprocess radar pictures: their group.
class SarAlgorithm : public Algorithm
{
public:
  QString group() const override;
  QString groupId() const override { return QStringLiteral( "sar" ); }
};

} // namespace calving
