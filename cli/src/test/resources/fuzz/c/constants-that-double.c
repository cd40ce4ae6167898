#include <linux/io_uring/cmd.h>

static const unsigned long limit0 = 1;
static const unsigned long limit1 = limit0 + limit0;
static const unsigned long limit2 = limit1 + limit1;
static const unsigned long limit3 = limit2 + limit2;
static const unsigned long limit4 = limit3 + limit3;
static const unsigned long limit5 = limit4 + limit4;
static const unsigned long limit6 = limit5 + limit5;
static const unsigned long limit7 = limit6 + limit6;
static const unsigned long limit8 = limit7 + limit7;
static const unsigned long limit9 = limit8 + limit8;
static const unsigned long limit10 = limit9 + limit9;
static const unsigned long limit11 = limit10 + limit10;
static const unsigned long limit12 = limit11 + limit11;
static const unsigned long limit13 = limit12 + limit12;
static const unsigned long limit14 = limit13 + limit13;
static const unsigned long limit15 = limit14 + limit14;
static const unsigned long limit16 = limit15 + limit15;
static const unsigned long limit17 = limit16 + limit16;
static const unsigned long limit18 = limit17 + limit17;
static const unsigned long limit19 = limit18 + limit18;
static const unsigned long limit20 = limit19 + limit19;
static const unsigned long limit21 = limit20 + limit20;
static const unsigned long limit22 = limit21 + limit21;
static const unsigned long limit23 = limit22 + limit22;
static const unsigned long limit24 = limit23 + limit23;
static const unsigned long limit25 = limit24 + limit24;
static const unsigned long limit26 = limit25 + limit25;
static const unsigned long limit27 = limit26 + limit26;
static const unsigned long limit28 = limit27 + limit27;
static const unsigned long limit29 = limit28 + limit28;
static const unsigned long limit30 = limit29 + limit29;
static const unsigned long limit31 = limit30 + limit30;
static const unsigned long limit32 = limit31 + limit31;
static const unsigned long limit33 = limit32 + limit32;
static const unsigned long limit34 = limit33 + limit33;
static const unsigned long limit35 = limit34 + limit34;
static const unsigned long limit36 = limit35 + limit35;
static const unsigned long limit37 = limit36 + limit36;
static const unsigned long limit38 = limit37 + limit37;
static const unsigned long limit39 = limit38 + limit38;
#define A0 1
#define A1 (A0 + A0)
#define A2 (A1 + A1)
#define A3 (A2 + A2)
#define A4 (A3 + A3)
#define A5 (A4 + A4)
#define A6 (A5 + A5)
#define A7 (A6 + A6)
#define A8 (A7 + A7)
#define A9 (A8 + A8)
#define A10 (A9 + A9)
#define A11 (A10 + A10)
#define A12 (A11 + A11)
#define A13 (A12 + A12)
#define A14 (A13 + A13)
#define A15 (A14 + A14)
#define A16 (A15 + A15)
#define A17 (A16 + A16)
#define A18 (A17 + A17)
#define A19 (A18 + A18)
#define A20 (A19 + A19)
#define A21 (A20 + A20)
#define A22 (A21 + A21)
#define A23 (A22 + A22)
#define A24 (A23 + A23)
#define A25 (A24 + A24)
#define A26 (A25 + A25)
#define A27 (A26 + A26)
#define A28 (A27 + A27)
#define A29 (A28 + A28)
#define A30 (A29 + A29)
#define A31 (A30 + A30)
#define A32 (A31 + A31)
#define A33 (A32 + A32)
#define A34 (A33 + A33)
#define A35 (A34 + A34)
#define A36 (A35 + A35)
#define A37 (A36 + A36)
#define A38 (A37 + A37)
#define A39 (A38 + A38)
enum { B0 = 1, B1 = B0 + B0, B2 = B1 + B1, B3 = B2 + B2, B4 = B3 + B3, B5 = B4 + B4, B6 = B5 + B5, B7 = B6 + B6, B8 = B7 + B7, B9 = B8 + B8, B10 = B9 + B9, B11 = B10 + B10, B12 = B11 + B11, B13 = B12 + B12, B14 = B13 + B13, B15 = B14 + B14, B16 = B15 + B15, B17 = B16 + B16, B18 = B17 + B17, B19 = B18 + B18, B20 = B19 + B19, B21 = B20 + B20, B22 = B21 + B21, B23 = B22 + B22, B24 = B23 + B23, B25 = B24 + B24, B26 = B25 + B25, B27 = B26 + B26, B28 = B27 + B27, B29 = B28 + B28, B30 = B29 + B29, B31 = B30 + B30, B32 = B31 + B31, B33 = B32 + B32, B34 = B33 + B33, B35 = B34 + B34, B36 = B35 + B35, B37 = B36 + B36, B38 = B37 + B37, B39 = B38 + B38 };

static int x_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	if (limit39 + A39 + B39)
		return 0;
	return -EINVAL;
}

static const struct file_operations x_fops = { .uring_cmd = x_uring_cmd };
