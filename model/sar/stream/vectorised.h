#pragma once

/**
 * Compiles a loop twice, for AVX2 and for any x86-64, and picks at run time.
 *
 * AVX2 without FMA: fused operations round differently, and filters promise the same bits on every machine.
 */
#if defined( __x86_64__ ) && defined( __GNUC__ ) && !defined( __clang__ )
#define CALVING_VECTORISED __attribute__( ( target_clones( "avx2", "default" ) ) )
#else
#define CALVING_VECTORISED
#endif
