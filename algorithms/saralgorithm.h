#pragma once

#include <vector>

#include "algorithms/algorithm.h"
#include "algorithms/parameters/computeparameters.h"

namespace calving
{

//! Base of the algorithms that preprocess radar pictures: their group, and lists of parameters that they
//! share.
class SarAlgorithm : public Algorithm
{
public:
  QString group() const override;
  QString groupId() const override { return QStringLiteral( "sar" ); }

protected:
  using Algorithm::add;
  //! Adds all of \a parameters.
  void add( std::vector<DocumentedParameter> parameters );
};

} // namespace calving
